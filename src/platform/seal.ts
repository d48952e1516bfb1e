import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/**
 * Sealing with AES-256-GCM under a key that follows from the server's secret and never stands in the database; one key for
 * each organisation and purpose. `place` is the row that something belongs to: moved to another row it cannot be opened.
 * The first 12 bytes are the nonce, the next 16 the tag.
 */
export function sealFor(purpose: string) {
  const key = (secret: string, organisationId: string): Buffer =>
    Buffer.from(hkdfSync("sha256", secret, organisationId, purpose, 32));

  return {
    seal(secret: string, organisationId: string, place: string, content: unknown): Buffer {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key(secret, organisationId), nonce);
      cipher.setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },

    /** null where it cannot be opened: another secret, another row, or changed since. */
    unseal<T>(secret: string, organisationId: string, place: string, sealed: Buffer): T | null {
      try {
        const cipher = createDecipheriv("aes-256-gcm", key(secret, organisationId), sealed.subarray(0, 12));
        cipher.setAAD(Buffer.from(place));
        cipher.setAuthTag(sealed.subarray(12, 28));
        return JSON.parse(cipher.update(sealed.subarray(28), undefined, "utf8") + cipher.final("utf8"));
      } catch {
        return null;
      }
    },
  };
}
