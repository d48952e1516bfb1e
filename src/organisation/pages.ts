import type { PageEntry } from "#design/index.ts";

export const pages: PageEntry[] = [
  { path: "/", page: () => import("./home.page.tsx").then((module) => module.HomePage) },
  {
    path: "/sign-in",
    page: () => import("./signIn.page.tsx").then((module) => module.SignInPage),
    isOpen: true,
  },
  {
    path: "/sign-in/link/$token",
    page: () => import("./signInLink.page.tsx").then((module) => module.SignInLinkPage),
    isOpen: true,
  },
  {
    path: "/welcome",
    page: () => import("./welcome.page.tsx").then((module) => module.WelcomePage),
    isOpen: true,
  },
  {
    path: "/account",
    page: () => import("./account/account.page.tsx").then((module) => module.AccountPage),
  },
  {
    path: "/account/tokens",
    page: () => import("./account/tokens.page.tsx").then((module) => module.TokensPage),
  },
  { path: "/organisation", page: () => import("./settings.page.tsx").then((module) => module.SettingsPage) },
  {
    path: "/organisation/webhooks",
    page: () => import("./webhooks/webhooks.page.tsx").then((module) => module.WebhooksPage),
  },
  { path: "/organisation/units", page: () => import("./units.page.tsx").then((module) => module.UnitsPage) },
  {
    path: "/organisation/people",
    page: () => import("./people.page.tsx").then((module) => module.PeoplePage),
  },
];
