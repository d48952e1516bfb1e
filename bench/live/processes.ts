// Load and server are processes apart, spoken with by IPC: what one does to the machine does not hide in the other.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type Ready = { url: string; roundId?: string; hellos?: unknown[]; http?: string };
/** In milliseconds of the processor, since the process began. */
type Cpu = { user: number; system: number };

export const started = (file: string, ...args: string[]): ChildProcess =>
  fork(join(import.meta.dirname, file), args);

/** The next thing that the process says, after it was asked. */
export async function ask<T>(child: ChildProcess, question?: object | string): Promise<T> {
  const answered = new AbortController();
  const { signal } = answered;
  const answer = once(child, "message", { signal });
  const ended = once(child, "exit", { signal }).then(
    () => Promise.reject(new Error("the process ended before it answered")),
    () => undefined,
  );
  if (question !== undefined) child.send(question);
  try {
    const said = (await Promise.race([answer, ended])) as [T];
    return said[0];
  } finally {
    answered.abort();
    answer.catch(() => undefined);
  }
}

/** The processor's time that the server took for a piece of work, in milliseconds. */
export async function cpuOf<T>(
  server: ChildProcess,
  work: () => Promise<T>,
): Promise<{ result: T; cpu: number }> {
  const before = await ask<Cpu>(server, "cpu");
  const result = await work();
  const after = await ask<Cpu>(server, "cpu");
  return { result, cpu: (after.user + after.system - before.user - before.system) / 1000 };
}

/** A server in a process of its own, from its start to its end. */
export async function alone<T>(
  [file, ...args]: readonly [string, ...string[]],
  work: (server: ChildProcess, ready: Ready) => Promise<T>,
): Promise<T> {
  const server = started(file, ...args);
  try {
    return await work(server, await ask<Ready>(server));
  } finally {
    const exited = server.exitCode === null ? once(server, "exit") : null;
    if (server.connected) server.send("stop");
    await exited;
  }
}

/** A bare server has no seats: whoever says hello is let in. */
export const hellosOf = ({ hellos }: Ready, participants: number): unknown[] =>
  hellos ?? Array.from({ length: participants }, () => ({ type: "hello" }));
