import type { Page } from "playwright-core";

/** A phone's net, that can be cut: also so that what the server answers is lost on the way. */
export async function netOf(page: Page) {
  let isCut = false;
  let isDeaf = false;
  const open = new Set<{ close(): Promise<void> }>();
  await page.routeWebSocket(/api.meeting.live/, (socket) => {
    if (isCut) return void socket.close();
    open.add(socket);
    const server = socket.connectToServer();
    server.onMessage((frame) => isDeaf || socket.send(frame));
  });
  return {
    /** Hears nothing any more of what the server says. */
    deafen: () => {
      isDeaf = true;
    },
    async cut() {
      isCut = true;
      for (const socket of open) await socket.close();
      open.clear();
    },
    mend: () => {
      isCut = false;
      isDeaf = false;
    },
  };
}
