import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, Row, useText } from "#design/index.ts";
import { text } from "./page.text.ts";
import styles from "./secret.module.css";

/** Something that is shown once, to be copied. On plain http browsers have no clipboard: then it is selected by hand. */
export function Secret({ label, value }: { label: string; value: string }) {
  const t = useText(text);
  const [isCopied, setIsCopied] = useState(false);
  return (
    <>
      <p>
        <span className="unseen">{label}: </span>
        {/* One press selects all of it. */}
        <code className={styles.secret}>{value}</code>
      </p>
      {navigator.clipboard && (
        <Row>
          <Button
            icon={isCopied ? <Check /> : <Copy />}
            onPress={() => void navigator.clipboard.writeText(value).then(() => setIsCopied(true))}
          >
            {isCopied ? t("secret.copied") : t("secret.copy")}
          </Button>
        </Row>
      )}
    </>
  );
}
