import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server that keeps what it is handed, and refuses addresses that begin with "nobody". */
export async function postOffice() {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _session, done) {
      if (!address.startsWith("nobody")) return done();
      done(Object.assign(new Error("no such user here"), { responseCode: 550 }));
    },
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const to = (email: string) =>
    mails.filter((mail) => [mail.to].flat().some((list) => list?.text.includes(email)));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** The mails to an address, in the order in which they came. */
    to,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
