import { X } from "lucide-react";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
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
  const region = useRef<HTMLDivElement>(null);
  useKeys(region, toasts.at(-1), close);

  return (
    <ToastContext value={value}>
      {children}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: holding the clock still is no act of its own */}
      <div
        ref={region}
        className={styles.region}
        // Read out, and pressed, while a dialog has everything else to itself.
        data-react-aria-top-layer="true"
        onPointerEnter={hold}
        onPointerLeave={letGo}
        onFocus={hold}
        onBlur={letGo}
      >
        <div role="status" aria-label={t("notice.region")} aria-live="polite" aria-keyshortcuts="F8">
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

/** F8 goes to the newest message, whatever is open; Escape there closes it, and she is back where she was. */
function useKeys(
  region: { current: HTMLDivElement | null },
  newest: Shown | undefined,
  close: (id: number) => void,
): void {
  const cameFrom = useRef<Element | null>(null);
  useEffect(() => {
    if (!newest) return;
    const onKey = (event: KeyboardEvent) => {
      const isIn = region.current?.contains(document.activeElement) ?? false;
      if (event.key === "F8" && !isIn) {
        event.preventDefault();
        cameFrom.current = document.activeElement;
        [...(region.current?.querySelectorAll("[data-toast]") ?? [])]
          .at(-1)
          ?.querySelector("button")
          ?.focus();
      }
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // A dialog or a menu that is open has this key to itself.
      if (!isIn && document.querySelector("[role=dialog], [role=menu], [role=listbox]")) return;
      if (isIn) event.stopPropagation();
      close(newest.id);
    };
    document.addEventListener("keydown", onKey, { capture: true });
    return () => document.removeEventListener("keydown", onKey, { capture: true });
  }, [region, newest, close]);
  // What had the focus is gone with its message: back to where she came from.
  useEffect(() => {
    if (document.activeElement !== document.body || !(cameFrom.current instanceof HTMLElement)) return;
    cameFrom.current.focus();
    cameFrom.current = null;
  });
}
