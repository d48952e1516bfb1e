/**
 * A socket that is opened again whenever it is lost, after longer and longer pauses, and at once when the page is back
 * in sight or on the net. Not every network says that it is gone: where nothing comes for a while it is asked.
 */
const beat = 20_000;
const patience = 10_000;
/** What was asked for is answered before this, or it is asked whether anybody is there. */
const answerIn = 3_000;
const longestPause = 15_000;

export type LineParts = {
  /** ws:// or wss://; a path is taken on this page's own host. */
  url: string;
  makeSocket: (url: string) => WebSocket;
  /** What is sent to ask whether the other end is there; anything that comes back is an answer. */
  ping: string;
  onOpen: () => void;
  onMessage: (data: string) => void;
  /** This socket is no more: what was on its way over it may have come or not. */
  onDown: () => void;
  /** Lost, and it will be tried again; how often in a row that is. */
  onLost: (tries: number) => void;
};

export function keepOpen({ url, makeSocket, ping, onOpen, onMessage, onDown, onLost }: LineParts) {
  let socket: WebSocket | null = null;
  let isWell = false;
  let isOver = false;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let heart: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;

  function post(message: string): boolean {
    if (socket?.readyState !== 1) return false;
    socket.send(message);
    return true;
  }

  function open(): void {
    clearTimeout(retry);
    if (isOver || socket) return;
    const own = makeSocket(address(url));
    socket = own;
    own.onopen = () => {
      onOpen();
      listen();
    };
    own.onmessage = ({ data }) => {
      if (socket !== own) return;
      listen();
      onMessage(String(data));
    };
    own.onclose = () => {
      if (socket === own) lost();
    };
    heart = setTimeout(lost, patience);
  }

  /** Something came: all is well for a while, then it is asked, and given up when nothing answers. */
  function listen(): void {
    isDue = false;
    clearTimeout(heart);
    heart = setTimeout(ask, beat);
  }
  function ask(): void {
    clearTimeout(heart);
    if (post(ping)) heart = setTimeout(lost, isDue ? answerIn : patience);
    else lost();
  }

  /** An answer is due: a network that is gone without a word is found out soon, while somebody waits. */
  function expect(): void {
    if (!isWell || isDue) return;
    isDue = true;
    clearTimeout(heart);
    heart = setTimeout(ask, answerIn);
  }

  function drop(): void {
    clearTimeout(heart);
    const old = socket;
    socket = null;
    isWell = false;
    isDue = false;
    onDown();
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  function lost(): void {
    drop();
    if (isOver) return;
    const pause = Math.min(longestPause, 400 * 2 ** tries) * (0.5 + Math.random());
    tries += 1;
    clearTimeout(retry);
    retry = setTimeout(open, pause);
    onLost(tries);
  }

  function wake(): void {
    if (isOver) return;
    if (socket?.readyState === 1 && isWell) ask();
    else if (!socket) {
      tries = 0;
      open();
    }
  }
  const onSight = () => {
    if (document.visibilityState === "visible") wake();
  };
  // The device says so itself: nothing that is shown is called "on its way" any more.
  const onOffline = () => {
    if (!isOver && socket) lost();
  };
  if (typeof window !== "undefined") {
    window.addEventListener("online", wake);
    window.addEventListener("offline", onOffline);
    document.addEventListener("visibilitychange", onSight);
  }

  return {
    post,
    open,
    expect,
    /** The other end took us in: the next loss is the first again. */
    well(): void {
      tries = 0;
      isWell = true;
    },
    /** Given up and tried again, with the pause of somebody who has tried so often. */
    retreat(after: number): void {
      tries = after;
      lost();
    },
    /** Opened anew at once. */
    renew(): void {
      drop();
      open();
    },
    /** For good. */
    stop(): void {
      isOver = true;
      clearTimeout(retry);
      drop();
      if (typeof window === "undefined") return;
      window.removeEventListener("online", wake);
      window.removeEventListener("offline", onOffline);
      document.removeEventListener("visibilitychange", onSight);
    },
  };
}

function address(url: string): string {
  if (!url.startsWith("/")) return url;
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${url}`;
}
