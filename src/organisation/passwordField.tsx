import { TextField } from "#design/index.ts";

type PasswordFieldProps = {
  label: string;
  description?: string;
  /** One that is chosen here, not one that she knows: password programs then offer one. */
  isNew?: boolean;
  name?: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  autoFocus?: boolean;
};

export const PasswordField = ({ isNew = false, name = "password", ...field }: PasswordFieldProps) => (
  <TextField
    {...field}
    type="password"
    name={name}
    autoComplete={isNew ? "new-password" : "current-password"}
  />
);
