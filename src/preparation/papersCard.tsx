import { FileDown } from "lucide-react";
import { Card, LinkButton, Row, useText } from "#design/index.ts";
import type { Plan } from "./meeting.wire.ts";
import { text } from "./text.ts";

const papers = [
  { name: "paper.agendaName", file: "agenda.pdf", form: "paper.pdf" },
  { name: "paper.agendaName", file: "agenda.docx", form: "paper.word" },
  { name: "paper.groupName", file: "group-sheet.pdf", form: "A4" },
  { name: "paper.groupName", file: "group-sheet.pdf?sheet=A3", form: "A3" },
  { name: "paper.posterName", file: "poster.pdf", form: "A4" },
  { name: "paper.posterName", file: "poster.pdf?sheet=A3", form: "A3" },
] as const;

/** What the meeting needs on paper, to print before it. */
export function PapersCard({ plan }: { plan: Plan }) {
  const t = useText(text);
  return (
    <Card title={t("paper.heading")}>
      <p>{t("paper.lead")}</p>
      <Row>
        {papers.map(({ name, file, form }) => (
          <LinkButton
            key={file}
            size="small"
            href={`/api/preparation/meetings/${plan.id}/${file}`}
            icon={<FileDown aria-hidden />}
          >
            {t("paper.linkName", { name: t(name), form: form === "A4" || form === "A3" ? form : t(form) })}
          </LinkButton>
        ))}
      </Row>
    </Card>
  );
}
