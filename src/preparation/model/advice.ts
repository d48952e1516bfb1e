/** How what customers say can reach the participants; "other" is whatever she thinks of herself. */
export type AdvisedChannel = "readAloud" | "slide" | "handout" | "video";
export const purposes = ["know", "feel", "discuss"] as const;
export const audiences = ["room", "shifts", "remote"] as const;
export const answerNeeds = ["now", "later", "none"] as const;
export type ToConvey = {
  purpose: (typeof purposes)[number];
  audience: (typeof audiences)[number];
  answer: (typeof answerNeeds)[number];
};

/**
 * What speaks for each channel, by purpose, audience and need for answer: a voice is felt, a slide is seen by all at once, a
 * card lies in the hands of those who talk about it and of those who come later, a recording can be heard when one can.
 */
const fits: Record<AdvisedChannel, { [Part in keyof ToConvey]: Partial<Record<ToConvey[Part], number>> }> = {
  readAloud: { purpose: { feel: 2, know: 1 }, audience: { room: 2 }, answer: { now: 2 } },
  slide: { purpose: { know: 2, discuss: 1 }, audience: { room: 1, remote: 2 }, answer: { now: 1, none: 1 } },
  handout: {
    purpose: { discuss: 2, know: 1 },
    audience: { room: 1, shifts: 2 },
    answer: { now: 1, later: 2 },
  },
  video: { purpose: { feel: 2 }, audience: { shifts: 1, remote: 1 }, answer: { later: 1, none: 2 } },
};

/** The channels for this, the best first; those that speak against it left out. */
export function adviseChannels(about: ToConvey): AdvisedChannel[] {
  const points = (channel: AdvisedChannel) => {
    const { purpose, audience, answer } = fits[channel];
    return (purpose[about.purpose] ?? 0) + (audience[about.audience] ?? 0) + (answer[about.answer] ?? 0);
  };
  const all = Object.keys(fits) as AdvisedChannel[];
  // Nobody who is elsewhere hears what is read out, or holds what lies on a table.
  const reaches = (channel: AdvisedChannel) => fits[channel].audience[about.audience] !== undefined;
  return all.filter(reaches).sort((a, b) => points(b) - points(a));
}
