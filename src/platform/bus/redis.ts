import { createClient } from "@redis/client";
import { type Bus, channel, type Ears } from "./bus.ts";

/**
 * Pub-sub of a Redis or Valkey server: two connections, as its protocol asks, which the client opens again whenever they
 * break. A broker that is away keeps no server from starting; what is written meanwhile is looked up in the database.
 */
export async function redisBus(url: string, { hear, opened, fault }: Ears): Promise<Bus> {
  const speaks = createClient({ url, disableOfflineQueue: true });
  const hears = createClient({ url });
  for (const client of [speaks, hears]) client.on("error", fault);
  // Subscribed to again by the client itself before it is ready.
  let isSubscribed = false;
  const areReady = () => isSubscribed && hears.isReady && speaks.isReady;
  const tell = () => {
    if (areReady()) opened();
  };
  for (const client of [speaks, hears]) client.on("ready", tell);
  const unlessClosed = (error: Error) => {
    if (isOpen) fault(error);
  };
  let isOpen = true;
  const connecting = Promise.all([
    speaks.connect(),
    hears.connect().then(() => hears.subscribe(channel, hear)),
  ]).then(() => {
    isSubscribed = true;
    tell();
  }, unlessClosed);
  // Waited for where it is there: whoever comes first hears at once.
  await Promise.race([connecting, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
  return {
    say(word) {
      if (speaks.isReady) speaks.publish(channel, word).catch(fault);
    },
    isOpen: areReady,
    async close() {
      isOpen = false;
      for (const client of [speaks, hears]) client.destroy();
    },
  };
}
