import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect } from "./connection.ts";
import type { FromClient, FromServer } from "./model/frames.ts";
import { emptyRoom, type Room, type RoomRound } from "./model/room.ts";

/** A socket whose other end is the test. */
class FakeSocket {
  readyState = 0;
  said: FromClient[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  send(frame: string) {
    this.said.push(JSON.parse(frame));
  }
  close() {
    this.readyState = 3;
  }
  opens() {
    this.readyState = 1;
    this.onopen?.();
  }
  breaks() {
    this.readyState = 3;
    this.onclose?.();
  }
  says(frame: FromServer) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  /** Ids of the commands that came in over it. */
  commands = () => this.said.flatMap((frame) => (frame.type === "do" ? frame.commands : []));
}

class FakeStorage {
  held = new Map<string, string>();
  get length() {
    return this.held.size;
  }
  key = (place: number) => [...this.held.keys()][place] ?? null;
  getItem = (key: string) => this.held.get(key) ?? null;
  setItem = (key: string, value: string) => void this.held.set(key, value);
  removeItem = (key: string) => void this.held.delete(key);
}

const round = (changes: Partial<RoomRound> = {}): RoomRound => ({
  ...{ id: "r1", stageId: "s1", kind: "dialogue", number: 1, mode: "named", isOpen: true, isRevealed: false },
  ...{
    openedAt: "2026-01-01T10:00:00Z",
    deadline: null,
    noteCount: 0,
    trayCount: 0,
    participantsArrange: false,
  },
  vote: null,
  ...changes,
});
const roomWith = (...rounds: RoomRound[]): Room => ({
  ...emptyRoom(),
  rounds: Object.fromEntries(rounds.map((each) => [each.id, each])),
  seats: { me: { id: "me", names: ["Åse"], groupId: null, joinedAt: "2026-01-01T10:00:00Z" } },
});
const welcome = (room: Room = roomWith(round())): FromServer => ({
  ...{ type: "welcome", seq: 3, now: new Date().toISOString(), room, yours: {}, drafts: [] },
  you: { as: "seat", seatId: "me", names: ["Åse"] },
});

let sockets: FakeSocket[] = [];
let storage = new FakeStorage();
const last = () => sockets.at(-1)!;
function start(room?: Room) {
  const connection = connect({
    url: "ws://here/api/meeting/live",
    hello: { as: "seat", token: "t", locale: "da" },
    name: "me",
    storage,
    makeSocket: () => {
      sockets.push(new FakeSocket());
      return last() as unknown as WebSocket;
    },
  });
  last().opens();
  last().says(welcome(room));
  return connection;
}
const note = (text: string) => ({ type: "note.add", roundId: "r1", noteId: `n-${text}`, text }) as const;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  storage = new FakeStorage();
});
afterEach(() => vi.useRealTimers());

test("what is sent shows at once, and is saved only when it is acknowledged", () => {
  const connection = start();
  const id = connection.send(note("hej"));
  expect(connection.snapshot().room.notes["n-hej"]?.text).toBe("hej");
  expect(connection.snapshot().unsaved).toBe(1);
  last().says({ type: "yours", ack: [id] });
  vi.advanceTimersByTime(50);
  expect(connection.snapshot().unsaved).toBe(0);
});

test("after a lost connection the same commands come again with the same ids, in their order, and no others", () => {
  const connection = start();
  const first = connection.send(note("a"));
  const second = connection.send(note("b"));
  last().says({ type: "yours", ack: [first] });
  last().breaks();
  expect(connection.snapshot().status).toBe("away");
  const third = connection.send(note("c"));
  vi.advanceTimersByTime(2000);
  expect(sockets).toHaveLength(2);
  last().opens();
  expect(last().commands()).toEqual([]);
  last().says(welcome());
  expect(
    last()
      .commands()
      .map(({ id }) => id),
  ).toEqual([second, third]);
});

test("a page that is loaded anew sends what the one before it had not got through", () => {
  const before = start();
  const ids = [before.send(note("a")), before.send(note("b"))];
  before.close();
  const after = start();
  expect(
    last()
      .commands()
      .map(({ id }) => id),
  ).toEqual(ids);
  expect(after.snapshot().room.notes["n-a"]?.text).toBe("a");
  after.forget();
  expect(storage.length).toBe(0);
});

test("a refusal takes the change back, says why, and keeps what was written", () => {
  const connection = start();
  const id = connection.send(note("nej"));
  last().says({ type: "refused", id, reason: "tooManyNotes", message: "Der er ikke plads til flere." });
  vi.advanceTimersByTime(50);
  const { room, unsaved, refusals } = connection.snapshot();
  expect(room.notes["n-nej"]).toBeUndefined();
  expect(unsaved).toBe(0);
  expect(refusals[id]).toMatchObject({ message: "Der er ikke plads til flere.", command: { text: "nej" } });
  connection.read(id);
  expect(connection.snapshot().refusals).toEqual({});
});

test("a frame that could not be read as a whole is sent again one by one", () => {
  const connection = start();
  last().breaks();
  connection.send(note("a"));
  connection.send(note("b"));
  vi.advanceTimersByTime(2000);
  last().opens();
  last().says(welcome());
  last().says({ type: "refused", id: null, reason: "unreadable", message: "" });
  const sizes = last().said.flatMap((frame) => (frame.type === "do" ? [frame.commands.length] : []));
  expect(sizes).toEqual([2, 1, 1]);
});

test("where no author is stored every note has a key of its own, which only this device and the hello know", () => {
  const anonymous = roomWith(round({ mode: "notStored" }));
  const connection = start(anonymous);
  connection.send(note("a"));
  connection.send(note("b"));
  const keys = last()
    .commands()
    .map((command) => "key" in command && command.key);
  expect(new Set(keys).size).toBe(2);
  connection.send({ type: "note.change", noteId: "n-a", changes: [] });
  expect(last().commands().at(-1)).toMatchObject({ key: keys[0] });
  connection.close();
  start(anonymous);
  expect(last().said[0]).toMatchObject({ type: "hello", keys });
});

const vote = {
  options: [],
  budget: 3,
  maxPerOption: 3,
  excludesOwn: false,
  voters: 0,
  outOfDots: 0,
  abstained: 0,
};
test("a vote where no voter is stored waits for its pass, and carries it", () => {
  const connection = start(
    roomWith(round({ kind: "vote", mode: "notStored", vote: { ...vote, results: null, secondOf: null } })),
  );
  expect(last().commands()).toMatchObject([
    { type: "pass.take", roundId: "r1", pad: expect.stringMatching(/^[\w-]{32}$/) },
  ]);
  const [{ id } = { id: "" }] = last().commands();
  connection.send({ type: "vote.cast", roundId: "r1", optionId: "o", dots: 2 });
  expect(last().commands()).toHaveLength(1);
  last().says({ type: "yours", passes: { r1: "the-pass-of-somebody" } });
  last().says({ type: "yours", ack: [id] });
  expect(last().commands().at(-1)).toMatchObject({ type: "vote.cast", pass: "the-pass-of-somebody" });
  expect(connection.snapshot().room.ballots.r1).toEqual({ dots: { o: 2 }, left: 1, abstains: false });
});

test("a vote that was given when the round had closed asks for its pass all the same, and is answered", () => {
  const connection = start(
    roomWith(
      round({
        ...{ kind: "vote", mode: "notStored", isOpen: false },
        vote: { ...vote, results: null, secondOf: null },
      }),
    ),
  );
  expect(last().commands()).toEqual([]);
  connection.send({ type: "vote.cast", roundId: "r1", optionId: "o1", dots: 1 });
  const [asked] = last().commands();
  expect(asked).toMatchObject({ type: "pass.take", roundId: "r1" });
  last().says({ type: "yours", passes: { r1: "the-pass" }, ack: [asked!.id] });
  expect(last().commands().at(-1)).toMatchObject({ type: "vote.cast", pass: "the-pass" });
});

test("a pass that another device has is not asked for again, and what waited for it says so", () => {
  const connection = start(roomWith(round({ kind: "vote", mode: "notStored" })));
  const [asked] = last().commands();
  const cast = connection.send({ type: "vote.cast", roundId: "r1", optionId: "o", dots: 1 });
  last().says({ type: "refused", id: asked!.id, reason: "passTaken", message: "På en anden telefon." });
  vi.advanceTimersByTime(50);
  expect(connection.snapshot().refusals[cast]?.message).toBe("På en anden telefon.");
  last().says({ type: "changes", seq: 4, set: {} });
  expect(last().commands()).toHaveLength(1);
});

test("a draft is kept from the first letter, and outlives the page and what the server knew before", () => {
  const connection = start();
  connection.draft("r1", "answer", "Vi ringer til");
  expect(connection.snapshot().drafts["r1 answer"]).toBe("Vi ringer til");
  expect(connection.snapshot().unsavedDrafts).toBe(1);
  connection.close();
  const after = start();
  expect(after.snapshot().drafts["r1 answer"]).toBe("Vi ringer til");
  expect(last().said).toContainEqual({
    type: "draft",
    roundId: "r1",
    place: "answer",
    content: "Vi ringer til",
  });
  last().says({ type: "yours", drafts: [{ roundId: "r1", place: "answer" }] });
  vi.advanceTimersByTime(50);
  expect(after.snapshot().unsavedDrafts).toBe(0);
});

test("everybody's part and one's own arrive as one change", () => {
  const connection = start();
  let told = 0;
  connection.subscribe(() => told++);
  last().says({ type: "changes", seq: 4, set: { rounds: { r1: round({ noteCount: 1 }) } } });
  last().says({ type: "yours", set: { own: { n: { isMine: true } } } });
  expect(told).toBe(0);
  vi.advanceTimersByTime(50);
  expect(told).toBe(1);
  expect(connection.snapshot().seq).toBe(4);
  expect(connection.snapshot()).toBe(connection.snapshot());
});

test("a silent connection is asked, given up when nothing answers, and tried again with longer pauses", () => {
  const connection = start();
  vi.advanceTimersByTime(21_000);
  expect(last().said.at(-1)).toEqual({ type: "ping" });
  vi.advanceTimersByTime(11_000);
  expect(connection.snapshot().status).toBe("away");
  for (let tries = 0; tries < 5; tries++) {
    const before = sockets.length;
    vi.advanceTimersByTime(25_000);
    expect(sockets.length).toBeGreaterThan(before);
    last().breaks();
  }
});

test("a farewell is not tried again", () => {
  const connection = start();
  last().says({ type: "bye", reason: "removed", message: "Du er taget ud." });
  vi.advanceTimersByTime(120_000);
  expect(sockets).toHaveLength(1);
  expect(connection.snapshot()).toMatchObject({ status: "gone", bye: { message: "Du er taget ud." } });
});

test("a meeting that is not opened yet is asked for again, and said to be", () => {
  const connection = start();
  const message = "Mødet er ikke åbnet endnu.";
  last().says({ type: "bye", reason: "notOpen", message });
  expect(connection.snapshot()).toMatchObject({ status: "away", bye: { message } });
  vi.advanceTimersByTime(10_000);
  expect(sockets.length).toBeGreaterThan(1);
});

test("storage that is forbidden stops nothing", () => {
  storage.setItem = () => {
    throw new Error("full");
  };
  const connection = start();
  connection.send(note("a"));
  expect(last().commands()).toHaveLength(1);
});
