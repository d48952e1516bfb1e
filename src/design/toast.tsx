import { X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";
import styles from "./toast.module.css";

export type ToastMessage = {
  message: string;
  /** Takes back what was just done. Shown as a button for as long as the toast stands. */
  undo?: () => void | Promise<void>;
  kind?: "done" | "problem";
};
type Shown = ToastMessage & { id: number };

const ToastContext = createContext<(toast: ToastMessage) => void>(() => {});

/** `const toast = useToast(); toast({ message, undo })` */
export const useToast = () => useContext(ToastContext);

const lifetime = { plain: 5_000, withUndo: 12_000 };

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useText(text);
  const [toasts, setToasts] = useState<Shown[]>([]);
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>());
  const nextId = useRef(1);

  const close = useCallback((id: number) => {
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    setToasts((all) => all.filter((toast) => toast.id !== id));
  }, []);
  const countDown = useCallback(
    (toast: Shown) => {
      const time = toast.undo || toast.kind === "problem" ? lifetime.withUndo : lifetime.plain;
      timers.current.set(
        toast.id,
        setTimeout(() => close(toast.id), time),
      );
    },
    [close],
  );
  const show = useCallback(
    (toast: ToastMessage) => {
      const shown = { ...toast, id: nextId.current++ };
      // One at a time, but a chance to undo is not taken away by the next message.
      setToasts((all) => [...all.filter((earlier) => earlier.undo).slice(-1), shown]);
      countDown(shown);
    },
    [countDown],
  );
  // Nobody who is reading or about to press "undo" has it taken away.
  const hold = () => {
    for (const timer of timers.current.values()) clearTimeout(timer);
  };
  const letGo = () => {
    for (const toast of toasts) countDown(toast);
  };
  const value = useMemo(() => show, [show]);

  return (
    <ToastContext value={value}>
      {children}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: holding the clock still is no act of its own */}
      <div
        className={styles.region}
        onPointerEnter={hold}
        onPointerLeave={letGo}
        onFocus={hold}
        onBlur={letGo}
      >
        <div role="status" aria-label={t("notice.region")} aria-live="polite">
          {toasts.map((toast) => (
            <div key={toast.id} className={styles.toast} data-toast data-kind={toast.kind ?? "done"}>
              <span className={styles.message}>{toast.message}</span>
              {toast.undo && (
                <Button
                  size="small"
                  className={styles.undo}
                  onPress={() => {
                    void toast.undo?.();
                    close(toast.id);
                  }}
                >
                  {t("undo")}
                </Button>
              )}
              <Button
                size="small"
                variant="quiet"
                className={styles.close}
                aria-label={t("close")}
                icon={<X />}
                onPress={() => close(toast.id)}
              />
            </div>
          ))}
        </div>
      </div>
    </ToastContext>
  );
}
