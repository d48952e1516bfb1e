import { LinkButton } from "./button.tsx";
import { Page } from "./layout.tsx";
import { useText } from "./locale.tsx";
import { text } from "./text.ts";

/** What stands at an address that leads nowhere, and at one that leads to what is not hers: nobody is told which. */
export function NotFoundPage() {
  const t = useText(text);
  return (
    <Page title={t("notFound.title")} width="narrow" lead={t("notFound.text")}>
      <div>
        <LinkButton href="/">{t("notFound.home")}</LinkButton>
      </div>
    </Page>
  );
}
