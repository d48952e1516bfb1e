/** The tabs of one browser share its session: each hears at once that somebody has signed in or out in another. */
export type News = "in" | "out";

const name = "udlev-session";

export function tellTabs(news: News): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(news);
  channel.close();
}

/** Gives back what ends the listening. */
export function hearTabs(hear: (news: News) => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  return () => channel.close();
}
