import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import style from "./components.module.css";
import { Button } from "./controls.tsx";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";

export const Card = ({ children, label }: { children: ReactNode; label?: string }) => (
  <section className={style.card} aria-label={label}>
    {children}
  </section>
);

export const Row = ({ children }: { children: ReactNode }) => <div className={style.row}>{children}</div>;

/** An empty page says what to do first. */
export const EmptyState = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className={style.empty}>
    <h2>{title}</h2>
    {children}
  </div>
);

export function Skeleton({ lines = 6 }: { lines?: number }) {
  const t = useText(text);
  return (
    <div className={style.skeleton} role="status" aria-label={t("waiting")}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines that never change
        <i key={line} />
      ))}
    </div>
  );
}

export const Notice = ({ kind, children }: { kind?: "wrong" | "warn"; children: ReactNode }) => (
  <div className={`${style.notice} ${kind ? style[kind] : ""}`} role={kind === "wrong" ? "alert" : undefined}>
    {children}
  </div>
);

export const Badge = ({ children }: { children: ReactNode }) => <span className={style.badge}>{children}</span>;

export function Dialog({ title, isOpen, onClose, children }: { title: string; isOpen: boolean; onClose(): void; children: ReactNode }) {
  return (
    <ModalOverlay className={style.overlay} isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal>
        <AriaDialog className={style.dialog}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export type Column<Item> = { key: string; title: string; cell(item: Item): ReactNode };

/** A table that becomes cards on a phone. */
export function Table<Item extends { id: string }>({ label, columns, items }: { label: string; columns: Column<Item>[]; items: readonly Item[] }) {
  return (
    <table className={style.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            {columns.map((column) => (
              <td key={column.key} data-label={column.title}>
                {column.cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Toast = { id: number; message: string; undo?: () => void };
const ToastContext = createContext<(toast: Omit<Toast, "id">) => void>(() => undefined);

/** Says what happened, and offers to take it back: undo instead of "are you sure?". */
export const useToast = () => useContext(ToastContext);

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useText(text);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const next = useRef(1);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const add = useCallback(
    (toast: Omit<Toast, "id">) => {
      const id = next.current++;
      setToasts((all) => [...all.slice(-2), { ...toast, id }]);
      // Long enough to be read and reached by keyboard; with an undo it stays longer.
      setTimeout(() => remove(id), toast.undo ? 15_000 : 6_000);
    },
    [remove],
  );
  return (
    <ToastContext.Provider value={useMemo(() => add, [add])}>
      {children}
      <section className={style.toasts} aria-label={t("notice.region")} aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className={style.toast}>
            {toast.message}
            {toast.undo && (
              <Button
                onPress={() => {
                  toast.undo?.();
                  remove(toast.id);
                }}
              >
                {t("action.undo")}
              </Button>
            )}
          </div>
        ))}
      </section>
    </ToastContext.Provider>
  );
}
