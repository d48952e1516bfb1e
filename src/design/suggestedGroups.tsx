import { FolderInput } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type Closeness, closeness, type Suggested, type Suggestion } from "#platform/text/likeness.ts";
import { Button } from "./button.tsx";
import { Checkbox, Form, FormErrors, RadioGroup, TextField } from "./fields.tsx";
import { EmptyState } from "./layout.tsx";
import { Menu } from "./overlays.tsx";
import styles from "./suggestedGroups.module.css";

/** What the room calls what is grouped, and the groups. */
type Words = Record<"about" | "how" | Closeness | "name" | "nowhere" | "none", string> & {
  use: (name: string) => string;
  into: (name: string) => string;
  unnamed: (number: number) => string;
  move: (text: string) => string;
  apply: (count: number) => string;
  left: (count: number) => string;
};
type Common = {
  suggested: Suggested;
  texts: ReadonlyMap<string, string>;
  words: Words;
  longestName: number;
  /** What she takes: a group that is there already by its id, a new one without. */
  onTake: (groups: Suggestion[]) => void;
  busy?: boolean;
  problem?: string | undefined;
};

/** Texts that say much the same, put together as a suggestion: to be taken, renamed, moved between groups, or left. */
export function SuggestedGroups({
  how,
  onHow,
  notice,
  ...common
}: Common & { how: Closeness; onHow: (how: Closeness) => void; notice?: ReactNode }) {
  const { words, texts, suggested } = common;
  return (
    <div className={styles.suggestion}>
      <p>{words.about}</p>
      <RadioGroup
        label={words.how}
        layout="row"
        value={how}
        onChange={onHow}
        options={(Object.keys(closeness) as Closeness[]).map((value) => ({ value, label: words[value] }))}
      />
      {notice}
      <Picks key={`${how} ${texts.size} ${suggested.clusters.length}`} {...common} />
    </div>
  );
}

function Picks({ suggested, texts, words, longestName, onTake, busy, problem }: Common) {
  const [picks, setPicks] = useState(() => suggested.clusters.map((each) => ({ ...each, isUsed: true })));
  const change = (place: number, fields: Partial<(typeof picks)[number]>) =>
    setPicks(picks.map((pick, at) => (at === place ? { ...pick, ...fields } : pick)));
  const calledAt = (at: number) => picks[at]!.name || words.unnamed(at + 1);
  const move = (id: string, from: number, to: number | null) =>
    setPicks(
      picks.map((pick, at) => {
        if (at === from) return { ...pick, noteIds: pick.noteIds.filter((other) => other !== id) };
        return at === to ? { ...pick, noteIds: [...pick.noteIds, id] } : pick;
      }),
    );
  const taken = picks.filter(({ isUsed, noteIds }) => isUsed && noteIds.length > 0);
  if (picks.length === 0) return <EmptyState title={words.none} />;
  return (
    <Form
      onSubmit={() => {
        if (taken.length > 0)
          onTake(taken.map(({ clusterId, name, noteIds }) => ({ clusterId, name: name.trim(), noteIds })));
      }}
      actions={
        <Button type="submit" variant="primary" busy={busy} isDisabled={taken.length === 0}>
          {words.apply(taken.length)}
        </Button>
      }
    >
      <ul className={styles.picks}>
        {picks.map(({ clusterId, name, noteIds, isUsed }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: suggested groups have no other name than their place
          <li key={place} className={styles.pick} data-is-used={isUsed}>
            <Checkbox isSelected={isUsed} onChange={(next) => change(place, { isUsed: next })}>
              {clusterId ? words.into(name) : words.use(name)}
            </Checkbox>
            {!clusterId && isUsed && (
              <TextField
                label={words.name}
                value={name}
                onChange={(next) => change(place, { name: next })}
                maxLength={longestName}
              />
            )}
            <ul className={styles.notes}>
              {noteIds.map((id) => (
                <li key={id} className={styles.note}>
                  <span>{texts.get(id)}</span>
                  {isUsed && (
                    <Menu
                      label={words.move(texts.get(id) ?? "")}
                      trigger={
                        <Button
                          size="small"
                          variant="quiet"
                          icon={<FolderInput aria-hidden />}
                          aria-label={words.move(texts.get(id) ?? "")}
                        />
                      }
                      items={[
                        ...picks.flatMap((other, at) =>
                          at !== place && other.isUsed
                            ? [{ id: `${at}`, label: calledAt(at), onAction: () => move(id, place, at) }]
                            : [],
                        ),
                        { id: "none", label: words.nowhere, onAction: () => move(id, place, null) },
                      ]}
                    />
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {suggested.alone.length > 0 && <p className={styles.soft}>{words.left(suggested.alone.length)}</p>}
      <FormErrors problem={problem} />
    </Form>
  );
}
