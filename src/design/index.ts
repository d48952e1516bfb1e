export { Button, type ButtonProps, Link, LinkButton, type LinkButtonProps } from "./button.tsx";
export { AnsweredFigure } from "./charts/answered.tsx";
export { Distribution, type DistributionProps } from "./charts/distribution.tsx";
export { Interval, type IntervalProps } from "./charts/interval.tsx";
export { Slope, type SlopeProps } from "./charts/slope.tsx";
export { SmallMultiples, type SmallMultiplesProps } from "./charts/smallMultiples.tsx";
export { classes } from "./class.ts";
export { ColourField } from "./colourField.tsx";
export {
  Checkbox,
  DateField,
  FieldRow,
  FileField,
  Form,
  FormErrors,
  type Option,
  RadioGroup,
  Select,
  Switch,
  TextArea,
  TextField,
} from "./fields.tsx";
export { formatDate, formatDateTime, formatNumber, formatTime } from "./format.ts";
export { FormattedText } from "./formattedText.tsx";
export { focusContent, showFromTheTop } from "./fromTheTop.ts";
export {
  Badge,
  Card,
  EmptyState,
  Grid,
  GuidancePanel,
  Meter,
  Notice,
  Page,
  Row,
  Skeleton,
  Stack,
} from "./layout.tsx";
export { LocaleProvider, useFormat, useLocale, useText } from "./locale.tsx";
export { ColourPicker, MarkPicker } from "./lookPicker.tsx";
export { freeLook, isValueColour, isValueMark, valueColours, valueMarks } from "./model.ts";
export { NotesField } from "./notesField.tsx";
export { NotFoundPage } from "./notFoundPage.tsx";
export { ConfirmDialog, Dialog, Menu } from "./overlays.tsx";
export type { PageEntry } from "./pageEntry.ts";
export { useSaving } from "./saving.ts";
export { ConflictNotice, SavingStatus } from "./savingNotice.tsx";
export { Brand, Shell } from "./shell.tsx";
export { useSubmit } from "./submit.ts";
export { SuggestedGroups } from "./suggestedGroups.tsx";
export { type Column, Pager, Table } from "./table.tsx";
export { Tabs } from "./tabs.tsx";
export { ToastProvider, useToast } from "./toast.tsx";
export { Mark, type MarkedValue, ValueMark, valueStyle } from "./valueMark.tsx";
export { WordPicker, wordsIn } from "./wordPicker.tsx";
