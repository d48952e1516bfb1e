import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Chance } from "../chance.ts";

/** A mail that came whole, whether or not the one who brought it lived to hear that. */
export type Came = { to: string; messageId: string; link: string };

/** A real SMTP server, slow enough for the one who hands a mail over to be killed while it waits. */
export async function postOffice(chance: Chance, onMail: (mail: Came) => void) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _session, done) {
      simpleParser(stream)
        .then(async (mail) => {
          const to = [mail.to].flat()[0]?.value[0]?.address ?? "";
          const link = mail.text?.match(/\/s\/[\w-]+(?=\s)/)?.[0] ?? "";
          onMail({ to, link, messageId: mail.messageId ?? "" });
          await pause(chance.between(5, 60));
        })
        .then(() => done(), done);
    },
  });
  // Who is killed in the middle of a sentence says nothing more.
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((closed) => server.close(closed)),
  };
}
