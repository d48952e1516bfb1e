import { expect, test, vi } from "vitest";
import { Overtaken, Problem } from "./client.ts";
import { sendChanges } from "./newest.ts";

const saved = { name: "Nordvarme", days: 42, version: 3 };
const overtaken = () => new Problem({ type: "/problems/changedMeanwhile", title: "", status: 409 });
/** Somebody else was first: what she saved is answered once, and what is sent on top of it is taken. */
const afterAnother = (theirs: typeof saved) => {
  const send = vi.fn(async (change: Partial<typeof saved> & { version: number }) => {
    if (change.version !== theirs.version) throw overtaken();
    return change;
  });
  return { send, newest: async () => theirs };
};

test("only what is changed is sent", async () => {
  const { send, newest } = afterAnother(saved);
  await sendChanges(saved, { name: "Nordvarme", days: 30 }, { send, newest });
  expect(send.mock.calls).toEqual([[{ days: 30, version: 3 }]]);
});

test("what another changed elsewhere in the form stays, and the writer notices nothing", async () => {
  const { send, newest } = afterAnother({ ...saved, name: "Sydvarme", version: 4 });
  expect(await sendChanges(saved, { name: "Nordvarme", days: 30 }, { send, newest })).toEqual({
    days: 30,
    version: 4,
  });
});

test("where both changed the same, nothing of either is overwritten", async () => {
  const { send, newest } = afterAnother({ ...saved, days: 21, version: 4 });
  await expect(sendChanges(saved, { days: 30 }, { send, newest })).rejects.toBeInstanceOf(Overtaken);
  expect(send).toHaveBeenCalledTimes(1);
});

test("what is refused for another reason is refused as ever", async () => {
  const newest = vi.fn();
  const refused = new Problem({ type: "/problems/invalid", title: "", status: 422 });
  await expect(
    sendChanges(saved, { days: 30 }, { send: () => Promise.reject(refused), newest }),
  ).rejects.toBe(refused);
  expect(newest).not.toHaveBeenCalled();
});
