import type { AddressInfo, Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/**
 * A mail server that keeps what it is handed. It refuses addresses that begin with "nobody", is busy at the first try
 * for those with "busy", and hangs up without a word once it has taken a mail for those with "silent".
 */
export async function postOffice() {
  const mails: ParsedMail[] = [];
  const busy = new Set<string>();
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo({ address }, _session, done) {
      if (address.startsWith("nobody"))
        return done(Object.assign(new Error("no such user here"), { responseCode: 550 }));
      if (address.startsWith("busy") && !busy.has(address)) {
        busy.add(address);
        return done(Object.assign(new Error("try again later"), { responseCode: 451 }));
      }
      done();
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        if (session.envelope.rcptTo.some(({ address }) => address.startsWith("silent")))
          for (const socket of sockets) socket.destroy();
        else done();
      }, done);
    },
  });
  server.server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
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
