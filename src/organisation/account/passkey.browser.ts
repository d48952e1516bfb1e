/** The browser's half of passkeys. The library is read when somebody uses one. */
const library = () => import("@simplewebauthn/browser");

type Json = Record<string, unknown>;

/** Browsers know passkeys only where nobody can listen: https, or this machine by name. */
export const canUsePasskeys = (): boolean =>
  typeof globalThis.PublicKeyCredential === "function" && globalThis.isSecureContext;

/** What she says no to at her device, or lets time out, is no fault. */
async function orDeclined(asking: Promise<unknown>): Promise<Json | null> {
  try {
    return (await asking) as Json;
  } catch (error) {
    if (["NotAllowedError", "AbortError", "InvalidStateError"].includes((error as Error).name)) return null;
    throw error;
  }
}

export async function makePasskey(options: Json): Promise<Json | null> {
  const { startRegistration } = await library();
  return orDeclined(startRegistration({ optionsJSON: options as never }));
}

export async function answerWithPasskey(options: Json): Promise<Json | null> {
  const { startAuthentication } = await library();
  return orDeclined(startAuthentication({ optionsJSON: options as never }));
}
