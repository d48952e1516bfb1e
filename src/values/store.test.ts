import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { valueColours, valueMarks } from "#design/model.ts";
import { createOrganisation } from "#organisation/store.ts";
import { inOrganisation, inSystem, type Transaction } from "#platform/database/index.ts";
import { type TestDatabase, testDatabase } from "#platform/database/testing.ts";
import { mostValues } from "./model.ts";
import { addValue, changePurpose, changeValue, listValues, readBasis, reorder } from "./store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let count = 0;
async function organisation() {
  count += 1;
  const { organisationId } = await inSystem(database.db, (tx) =>
    createOrganisation(tx, {
      organisation: "Nordvarme",
      name: "Karen Skovbo",
      email: `karen${count}@nordvarme.example`,
      locale: "da",
      userId: null,
    }),
  );
  const run = <T>(work: (tx: Transaction, id: string) => Promise<T>) =>
    inOrganisation(database.db, organisationId, (tx) => work(tx, organisationId));
  const add = async (index: number, name = `Værdi ${index}`) => {
    const added = await run((tx, id) =>
      addValue(tx, id, { name, meaning: "", colour: valueColours[index]!, mark: valueMarks[index]! }),
    );
    if (!("id" in added)) throw new Error(added.refusal);
    return added.id;
  };
  return { run, add };
}
const names = (values: { name: string }[]) => values.map(({ name }) => name);

describe("the value basis", () => {
  it("is empty before anything is written, and reading writes nothing", async () => {
    const { run } = await organisation();
    expect(await run(readBasis)).toEqual({ purpose: "", version: 0, values: [] });
    expect(await run(readBasis)).toMatchObject({ version: 0 });
  });

  it("keeps the purpose, and refuses who has not seen the newest", async () => {
    const { run } = await organisation();
    const first = await run((tx, id) => changePurpose(tx, id, { purpose: "Varme til alle", version: 0 }));
    expect(await run(readBasis)).toMatchObject({ purpose: "Varme til alle" });
    expect(
      await run((tx, id) => changePurpose(tx, id, { purpose: "Noget andet", version: 0 })),
    ).toMatchObject({
      refusal: "changedMeanwhile",
      status: 409,
    });
    const { version } = first as { version: number };
    expect(await run((tx, id) => changePurpose(tx, id, { purpose: "Varme hele året", version }))).toEqual({
      version: version + 1,
    });
  });

  it("gives values in the order they were put in, until another is chosen", async () => {
    const { run, add } = await organisation();
    const [a, b, c] = [await add(0, "A"), await add(1, "B"), await add(2, "C")];
    expect(names(await run(listValues))).toEqual(["A", "B", "C"]);
    expect(await run((tx, id) => reorder(tx, id, [c, a, b]))).toBe(true);
    expect(names(await run(listValues))).toEqual(["C", "A", "B"]);
    expect(await run((tx, id) => reorder(tx, id, [a, b]))).toMatchObject({ refusal: "changedMeanwhile" });
  });

  it("takes a removed value back to its place, unless another bears its colour by now", async () => {
    const { run, add } = await organisation();
    const a = await add(0, "A");
    await add(1, "B");
    expect(await run((tx, id) => changeValue(tx, id, a, { archived: true, version: 1 }))).toEqual({
      version: 2,
    });
    expect(names(await run(listValues))).toEqual(["B"]);
    expect(await run((tx, id) => changeValue(tx, id, a, { archived: false, version: 2 }))).toEqual({
      version: 3,
    });
    expect(names(await run(listValues))).toEqual(["A", "B"]);

    await run((tx, id) => changeValue(tx, id, a, { archived: true, version: 3 }));
    await add(0, "Ny");
    expect(await run((tx, id) => changeValue(tx, id, a, { archived: false, version: 4 }))).toMatchObject({
      refusal: "colourTaken",
    });
  });

  it("has room for one of two who add the last value at once", async () => {
    const { run, add } = await organisation();
    for (let index = 0; index < mostValues - 1; index += 1) await add(index);
    const last = (colour: number, mark: number) =>
      run((tx, id) =>
        addValue(tx, id, {
          name: `Sidste ${mark}`,
          meaning: "",
          colour: valueColours[colour]!,
          mark: valueMarks[mark]!,
        }),
      );
    const both = await Promise.all([last(6, 6), last(7, 7)]);
    expect(both.filter((result) => "id" in result)).toHaveLength(1);
    expect(both.find((result) => "refusal" in result)).toMatchObject({ refusal: "tooManyValues" });
    expect(await run(listValues)).toHaveLength(mostValues);
  });

  it("is not there for another organisation", async () => {
    const mine = await organisation();
    const theirs = await organisation();
    const id = await mine.add(0, "Vores");
    expect(await theirs.run(listValues)).toEqual([]);
    expect(
      await theirs.run((tx, organisationId) =>
        changeValue(tx, organisationId, id, { name: "Deres", version: 1 }),
      ),
    ).toMatchObject({
      refusal: "notFound",
    });
  });
});
