import type { ComponentType } from "react";

/** A room's page, as its pages.ts lists it; fetched when it is first needed. */
export type PageEntry = {
  /** "$name" takes the place of one part of the path. */
  path: string;
  page: () => Promise<ComponentType>;
  /** "none" leaves out header and menu: for what fills the screen. */
  frame?: "shell" | "none";
  /** Shown to those who are not signed in, too. */
  isOpen?: boolean;
};
