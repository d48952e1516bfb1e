import type { Leader } from "../product/leader.ts";

/** A meeting under way, with a seat for everybody. */
export async function openMeeting({ ask, unitId }: Leader, people: number) {
  await ask("POST", "/values", { name: "Nærvær", meaning: "", colour: "ocean", mark: "circle" });
  const { id: journeyId } = await ask("POST", "/guide/journeys", { unitId });
  const { id: meetingId } = await ask("POST", `/preparation/journeys/${journeyId}/meetings`, {});
  await ask("POST", `/meeting/meetings/${meetingId}/open`, {});
  const { joinCode: code } = await ask("GET", `/meeting/meetings/${meetingId}`);
  const tokens: string[] = [];
  for (let place = 0; place < people; place++)
    tokens.push((await ask("POST", "/meeting/join", { code, names: [`Deltager ${place}`] })).token);
  return { meetingId: meetingId as string, tokens };
}
