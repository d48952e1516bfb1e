import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Network, Plus } from "lucide-react";
import { useState } from "react";
import {
  Badge,
  Button,
  Card,
  Dialog,
  EmptyState,
  Form,
  FormErrors,
  Link,
  Menu,
  Page,
  Select,
  Skeleton,
  TextField,
  useSubmit,
  useText,
  useToast,
} from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { text } from "./page.text.ts";
import { type NamedPerson, PersonField } from "./personField.tsx";
import { useMay } from "./session.tsx";
import styles from "./units.module.css";
import { unitsQuery } from "./units.ts";
import { asTree, withBelow } from "./unitTree.ts";
import type { Unit } from "./wire.ts";

type Doing = { kind: "add"; below: string | null } | { kind: "rename" | "move"; unit: Unit };

export function UnitsPage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { may } = useMay();
  const { data } = useQuery(unitsQuery);
  const [doing, setDoing] = useState<Doing | null>(null);
  const canManage = may("organisation.manage");
  const refresh = () => queries.invalidateQueries({ queryKey: ["organisation"] });

  const setArchived = async (unit: Unit, version: number, archived: boolean) => {
    try {
      const changed = await answer(
        client.units[":id"].$patch({ param: { id: unit.id }, json: { archived, version } }),
      );
      await refresh();
      if (archived)
        toast({
          message: t("units.archived", { name: unit.name }),
          undo: () => setArchived(unit, changed.version, false),
        });
      else toast({ message: t("units.restored", { name: unit.name }) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      toast({ message: error.message, kind: "problem" });
    }
  };

  const units = data?.filter((unit) => !unit.archived);
  return (
    <Page
      title={t("units.title")}
      lead={t("units.lead")}
      actions={
        canManage && (
          <Button variant="primary" icon={<Plus />} onPress={() => setDoing({ kind: "add", below: null })}>
            {t("units.add")}
          </Button>
        )
      }
    >
      {!units ? (
        <Skeleton lines={6} />
      ) : units.length === 0 ? (
        <EmptyState title={t("units.empty.title")} icon={<Network />}>
          {t("units.empty.text")}
        </EmptyState>
      ) : (
        <Card>
          <ul className={styles.tree}>
            {asTree(units).map(({ unit, depth }) => (
              <li key={unit.id} className={styles.unit} style={{ "--depth": depth } as React.CSSProperties}>
                <Link href={`/units/${unit.id}`} className={styles.name}>
                  {unit.name}
                </Link>
                {unit.leaders.length > 0 ? (
                  <span className={styles.leaders}>
                    {t("units.leaders", { names: unit.leaders.join(", ") })}
                  </span>
                ) : (
                  !units.some(({ parentId }) => parentId === unit.id) && (
                    <Badge tone="notice">{t("units.noLeader")}</Badge>
                  )
                )}
                <span className={styles.people}>{t("units.people", { count: unit.people })}</span>
                {canManage && (
                  <Menu
                    label={t("units.menu", { name: unit.name })}
                    trigger={
                      <Button
                        variant="quiet"
                        size="small"
                        icon={<Ellipsis />}
                        aria-label={t("units.menu", { name: unit.name })}
                      />
                    }
                    items={[
                      { id: "open", label: t("units.open"), href: `/units/${unit.id}` },
                      {
                        id: "add",
                        label: t("units.addBelow"),
                        onAction: () => setDoing({ kind: "add", below: unit.id }),
                      },
                      {
                        id: "rename",
                        label: t("units.rename"),
                        onAction: () => setDoing({ kind: "rename", unit }),
                      },
                      {
                        id: "move",
                        label: t("units.move"),
                        onAction: () => setDoing({ kind: "move", unit }),
                      },
                      {
                        id: "archive",
                        label: t("units.archive"),
                        onAction: () => setArchived(unit, unit.version, true),
                      },
                    ]}
                  />
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {doing && units && (
        <UnitDialog
          doing={doing}
          units={units}
          onClose={() => setDoing(null)}
          onDone={async (message) => {
            setDoing(null);
            await refresh();
            toast({ message });
          }}
        />
      )}
    </Page>
  );
}

function UnitDialog({
  doing,
  units,
  onClose,
  onDone,
}: {
  doing: Doing;
  units: Unit[];
  onClose: () => void;
  onDone: (message: string) => Promise<void>;
}) {
  const t = useText(text);
  const [name, setName] = useState(doing.kind === "add" ? "" : doing.unit.name);
  // Most units lie under the one at the top.
  const tops = units.filter((unit) => unit.parentId === null);
  const usual = tops.length === 1 ? tops[0]!.id : null;
  const [parentId, setParentId] = useState(
    (doing.kind === "add" ? (doing.below ?? usual) : doing.unit.parentId) ?? top,
  );
  const [leader, setLeader] = useState<NamedPerson>({ personId: null, name: "" });
  const [isUnknown, setUnknown] = useState(false);
  const parent = parentId === top ? null : parentId;
  const { submit, errors, problem, busy } = useSubmit(async (): Promise<string> => {
    if (doing.kind === "add") {
      const json = { name, parentId: parent, leaderId: leader.personId };
      await answer(client.units.$post({ json }));
      return t("units.added", { name });
    }
    const { id, version } = units.find((unit) => unit.id === doing.unit.id) ?? doing.unit;
    const change = doing.kind === "rename" ? { name, version } : { parentId: parent, version };
    await answer(client.units[":id"].$patch({ param: { id }, json: change }));
    return doing.kind === "rename" ? t("units.renamed") : t("units.moved", { name });
  }, onDone);
  const title =
    doing.kind === "add"
      ? t("units.add")
      : doing.kind === "rename"
        ? t("units.renameTitle", { name: doing.unit.name })
        : t("units.moveTitle", { name: doing.unit.name });
  const forbidden = doing.kind === "move" ? withBelow(units, doing.unit.id) : new Set<string>();
  return (
    <Dialog title={title} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        onSubmit={() => {
          const isNobody = leader.name.trim() !== "" && leader.personId === null;
          setUnknown(isNobody);
          if (!isNobody) void submit(undefined);
        }}
        actions={
          <Button type="submit" variant="primary" busy={busy}>
            {doing.kind === "add" ? t("units.add") : doing.kind === "rename" ? t("save") : t("units.move")}
          </Button>
        }
      >
        {doing.kind !== "move" && (
          <TextField label={t("units.name")} value={name} onChange={setName} error={errors.name} autoFocus />
        )}
        {doing.kind !== "rename" && (
          <Select
            label={t("units.parent")}
            value={parentId}
            onChange={setParentId}
            error={errors.parentId}
            options={[
              { value: top, label: t("units.top") },
              ...asTree(units)
                .filter(({ unit }) => !forbidden.has(unit.id))
                .map(({ unit, depth }) => ({
                  value: unit.id,
                  label: `${"\u2003".repeat(depth)}${unit.name}`,
                })),
            ]}
          />
        )}
        {doing.kind === "add" && (
          <PersonField
            label={t("units.leader")}
            description={t("units.leaderHint")}
            isOptional
            person={leader}
            onChange={(person) => {
              setLeader(person);
              setUnknown(false);
            }}
            error={errors.leaderId ?? (isUnknown ? t("units.leaderUnknown") : undefined)}
          />
        )}
        <FormErrors problem={problem} />
      </Form>
    </Dialog>
  );
}

const top = "top";
