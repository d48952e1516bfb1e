import { useEffect, useState } from "react";
import { focusContent } from "./fromTheTop.ts";

const mostFrames = 60;

/**
 * A dialog that closes gives the focus back to what opened it. The component library does so once, at a moment at which the
 * page behind may still be inert and take none; here it is tried until it can. What opened it may be gone by then.
 */
export function useFocusBack(): void {
  // Read while it is first drawn: a moment later the focus is in the dialog.
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const giveBack = (framesLeft: number) =>
        requestAnimationFrame(() => {
          if (document.activeElement !== document.body || framesLeft === 0) return;
          if (document.querySelector("main")?.closest("[inert]")) return void giveBack(framesLeft - 1);
          if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus();
          else focusContent();
        });
      giveBack(mostFrames);
    },
    [opener],
  );
}
