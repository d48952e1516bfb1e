import { expect, test } from "vitest";
import { adviseChannels } from "./advice.ts";

test("what is to be felt by people in one room who answer at once is read aloud", () => {
  expect(adviseChannels({ purpose: "feel", audience: "room", answer: "now" })[0]).toBe("readAloud");
});

test("what is to be talked over lies in people's hands", () => {
  expect(adviseChannels({ purpose: "discuss", audience: "room", answer: "later" })[0]).toBe("handout");
});

test("who works in shifts is reached by what lies there, never by what is read out once", () => {
  expect(adviseChannels({ purpose: "discuss", audience: "shifts", answer: "later" })).toEqual([
    "handout",
    "video",
  ]);
});

test("who takes part from elsewhere sees a slide", () => {
  expect(adviseChannels({ purpose: "know", audience: "remote", answer: "none" })).toEqual(["slide", "video"]);
});
