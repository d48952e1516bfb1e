import type { Context } from "hono";
import { clientAddress, networkOf, senderOf } from "./address.ts";
import type { Env } from "./context.ts";

const isNear = (address: string): boolean =>
  /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd]|fe80)/iu.test(address);

const addressOf = (c: Context<Env>): string =>
  clientAddress(
    (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
      ?.remoteAddress,
    c.req.header("x-forwarded-for"),
    c.var.config.trustedProxies,
  );

export const requestSender = (c: Context<Env>): string => senderOf(addressOf(c));

/** Asked on the machine that the server runs on. */
export const isFromThisMachine = (c: Context<Env>): boolean => /^(127\.|::1$|$)/u.test(addressOf(c));

/** The network that a request comes from. null: this machine or its own network, without more said. */
export function requestNetwork(c: Context<Env>): string | null {
  const address = addressOf(c);
  return isNear(address) ? null : networkOf(address);
}
