import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import styles from "./console.module.css";

type Bar = {
  node: HTMLElement | null;
  setNode: (node: HTMLElement | null) => void;
  isTaken: boolean;
  take: () => () => void;
};
const BarContext = createContext<Bar | null>(null);

export function BarProvider({ children }: { children: ReactNode }) {
  const [node, setNode] = useState<HTMLElement | null>(null);
  const [taken, setTaken] = useState(0);
  const take = () => {
    setTaken((count) => count + 1);
    return () => setTaken((count) => count - 1);
  };
  return <BarContext value={{ node, setNode, isTaken: taken > 0, take }}>{children}</BarContext>;
}

export function useBar(): Bar {
  const bar = useContext(BarContext);
  if (!bar) throw new Error("used outside the console");
  return bar;
}

/**
 * A double click is one press: once the first has changed what the bar offers, the second is not meant for that. Slides,
 * which stay slides, can be turned as fast as one likes.
 */
export function useOnePress(node: HTMLElement | null, act: string): void {
  const now = useRef(act);
  now.current = act;
  useEffect(() => {
    if (!node) return;
    let pressed = "";
    const onClick = (event: MouseEvent) => {
      if (event.detail < 2) pressed = now.current;
      else if (now.current !== pressed) event.stopPropagation();
    };
    node.addEventListener("click", onClick, { capture: true });
    return () => node.removeEventListener("click", onClick, { capture: true });
  }, [node]);
}

/** The one next thing of a stage whose own panel holds it: it stands in the bar, where she looks for it. */
export function InBar({ children }: { children: ReactNode }) {
  const { node, take } = useBar();
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken once, for as long as it is there
  useLayoutEffect(() => take(), []);
  return node && createPortal(children, node);
}

/** Where it stands outside the console's own bar: at the end of what it belongs to. */
export function BarHere() {
  return <div className={styles.rowOf} ref={useBar().setNode} />;
}
