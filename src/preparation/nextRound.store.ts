import { addBehaviour, listBehaviours } from "#behaviour/store.ts";
import { startNextRound } from "#guide/store.ts";
import type { Transaction } from "#platform/database/index.ts";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { addStatements, changeStatement, listStatements, pickStatements } from "./statement.store.ts";
import { addThemes, listThemes } from "./theme.store.ts";

/**
 * Begins the unit's next round and carries over what was there: the picked statements, still picked and still to be
 * conveyed in the same way, and the behaviour that the leader pointed to. Each knows what it came from.
 * A round that has begun already is given back as it is.
 */
export async function beginNextRound(
  tx: Transaction,
  organisationId: string,
  journeyId: string,
  startedBy: string,
): Promise<{ id: string; isNew: boolean } | Refusal> {
  const round = await startNextRound(tx, organisationId, journeyId, startedBy);
  if (isRefusal(round) || !round.isNew) return round;
  const refusal = await inheritStatements(tx, organisationId, journeyId, round.id, startedBy);
  if (refusal) return refusal;
  const behaviours = await listBehaviours(tx, organisationId, {
    journeyId,
    kinds: ["pointedTo", "leadersOwn"],
  });
  for (const { unitId, kind, valueId, situation, act, notes, id } of behaviours)
    await addBehaviour(tx, organisationId, {
      ...{ unitId, kind, valueId, situation, act, notes },
      journeyId: round.id,
      createdBy: startedBy,
      sources: [{ kind: "behaviour", id }],
    });
  return round;
}

async function inheritStatements(
  tx: Transaction,
  organisationId: string,
  from: string,
  to: string,
  createdBy: string,
): Promise<Refusal | null> {
  const { statements } = await listStatements(tx, organisationId, from, { only: "picked", page: 1 });
  const picked: string[] = [];
  const gathered = new Map<string, string[]>();
  for (const { id, text, valueIds, themeId, source, saidOn, channel, channelNote } of statements) {
    const common = { source, saidOn, origin: "inherited" as const, originId: id, createdBy };
    const added = await addStatements(tx, organisationId, to, {
      statements: [{ text, valueIds }],
      ...common,
    });
    if (isRefusal(added)) return added;
    const [copy] = added.ids as [string];
    const changed = await changeStatement(tx, organisationId, to, copy, { channel, channelNote, version: 1 });
    if (isRefusal(changed)) return changed;
    picked.push(copy);
    if (themeId) gathered.set(themeId, [...(gathered.get(themeId) ?? []), copy]);
  }
  const themes = (await listThemes(tx, organisationId, from))
    .filter(({ id }) => gathered.has(id))
    .map(({ id, name }) => ({ name, statementIds: gathered.get(id)! }));
  if (themes.length > 0) {
    const made = await addThemes(tx, organisationId, to, { themes, into: [], createdBy });
    if (isRefusal(made)) return made;
  }
  const order = await pickStatements(tx, organisationId, to, { statementIds: picked, before: [] });
  return isRefusal(order) ? order : null;
}
