import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileUp, Plus, Users } from "lucide-react";
import { useDeferredValue, useEffect, useState } from "react";
import {
  Button,
  EmptyState,
  Page,
  Pager,
  Row,
  Select,
  Skeleton,
  Table,
  TextField,
  useText,
  useToast,
} from "#design/index.ts";
import { answer, Problem } from "#platform/http/client.ts";
import { client } from "./client.ts";
import { Email } from "./email.tsx";
import { text } from "./page.text.ts";
import styles from "./people.module.css";
import { PeopleFileDialog } from "./peopleFileDialog.tsx";
import { PersonDialog } from "./personDialog.tsx";
import { Roles } from "./roles.tsx";
import { useMay } from "./session.tsx";
import { unitsQuery } from "./units.ts";
import { asTree } from "./unitTree.ts";
import type { Person } from "./wire.ts";

/** What was typed, once the typing has paused: one question to the server instead of one per letter. */
function usePaused(value: string): string {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), 200);
    return () => clearTimeout(timer);
  }, [value]);
  return useDeferredValue(paused);
}

export function PeoplePage() {
  const t = useText(text);
  const toast = useToast();
  const queries = useQueryClient();
  const { may } = useMay();
  const canManage = may("people.manage");
  const [search, setSearch] = useState("");
  const [unitId, setUnitId] = useState("");
  const [page, setPage] = useState(1);
  const [editing, setEditing] = useState<Person | "new" | null>(null);
  const [isFileOpen, setFileOpen] = useState(false);
  const searched = usePaused(search.trim());
  const query = {
    page: String(page),
    ...(searched ? { search: searched.slice(0, 200) } : {}),
    ...(unitId ? { unitId } : {}),
  };
  const { data } = useQuery({
    queryKey: ["organisation", "people", query],
    queryFn: () => answer(client.people.$get({ query })),
    placeholderData: keepPreviousData,
  });
  const { data: units = [] } = useQuery(unitsQuery);
  const inUse = units.filter((unit) => !unit.archived);
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
  const refresh = () => queries.invalidateQueries({ queryKey: ["organisation"] });

  const setArchived = async (person: Person, version: number, archived: boolean) => {
    try {
      const changed = await answer(
        client.people[":id"].$patch({ param: { id: person.id }, json: { archived, version } }),
      );
      await refresh();
      if (archived)
        toast({
          message: t("people.archived", { name: person.name }),
          undo: () => setArchived(person, changed.version, false),
        });
      else toast({ message: t("people.restored", { name: person.name }) });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      toast({ message: error.message, kind: "problem" });
    }
  };

  return (
    <Page
      title={t("people.title")}
      lead={t("people.lead")}
      actions={
        canManage && (
          <>
            <Button icon={<FileUp />} onPress={() => setFileOpen(true)}>
              {t("people.fromFile")}
            </Button>
            <Button variant="primary" icon={<Plus />} onPress={() => setEditing("new")}>
              {t("people.add")}
            </Button>
          </>
        )
      }
    >
      <div className={styles.filters}>
        <TextField
          label={t("people.search")}
          type="search"
          value={search}
          onChange={(value) => {
            setSearch(value);
            setPage(1);
          }}
        />
        <Select
          label={t("people.unitFilter")}
          value={unitId || "all"}
          onChange={(value) => {
            setUnitId(value === "all" ? "" : value);
            setPage(1);
          }}
          options={[
            { value: "all", label: t("people.unitFilter.all") },
            ...asTree(inUse).map(({ unit, depth }) => ({
              value: unit.id,
              label: `${"\u2003".repeat(depth)}${unit.name}`,
            })),
          ]}
        />
      </div>
      {!data ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <p className={styles.count} role="status">
            {t("people.count", { count: data.total })}
          </p>
          <Table
            label={t("people.title")}
            rows={data.people}
            keyOf={(person) => person.id}
            columns={[
              {
                key: "name",
                label: t("people.name"),
                isHeader: true,
                render: (person) =>
                  canManage ? (
                    <Button
                      variant="quiet"
                      className={styles.name}
                      aria-label={t("people.edit", { name: person.name })}
                      onPress={() => setEditing(person)}
                    >
                      {person.name}
                    </Button>
                  ) : (
                    person.name
                  ),
              },
              {
                key: "email",
                label: t("people.email"),
                width: "32%",
                render: (person) => <Email address={person.email} />,
              },
              {
                key: "roles",
                label: t("people.roles"),
                render: (person) =>
                  person.roles.length > 0 ? (
                    <Roles roles={person.roles} unitName={(id) => nameOf.get(id)} />
                  ) : (
                    <span className={styles.count}>{t("people.noRole")}</span>
                  ),
              },
            ]}
            empty={
              searched || unitId ? (
                <EmptyState title={t("people.noMatch.title")} icon={<Users />}>
                  {t("people.noMatch.text")}
                </EmptyState>
              ) : (
                <EmptyState title={t("people.empty.title")} icon={<Users />}>
                  {t("people.empty.text")}
                </EmptyState>
              )
            }
          />
          <Row>
            <Pager
              page={data.page}
              pageSize={data.pageSize}
              total={data.total}
              onPage={(next) => {
                setPage(next);
                scrollTo({ top: 0 });
              }}
            />
          </Row>
        </>
      )}
      {isFileOpen && (
        <PeopleFileDialog
          units={inUse}
          unitName={(id) => nameOf.get(id)}
          onClose={() => setFileOpen(false)}
          onDone={async (message) => {
            setFileOpen(false);
            await refresh();
            toast({ message });
          }}
        />
      )}
      {editing && (
        <PersonDialog
          key={editing === "new" ? "new" : editing.id}
          person={editing === "new" ? null : (data?.people.find(({ id }) => id === editing.id) ?? editing)}
          units={inUse}
          onClose={() => setEditing(null)}
          onArchive={(person) => {
            setEditing(null);
            void setArchived(person, person.version, true);
          }}
          onDone={async (message) => {
            setEditing(null);
            await refresh();
            toast({ message });
          }}
        />
      )}
    </Page>
  );
}
