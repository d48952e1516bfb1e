/** A leader with a browser, who keeps the cookie that she is given. */
export async function firstLeader(baseUrl: string) {
  let cookie = "udlev-language=da";
  // biome-ignore lint/suspicious/noExplicitAny: what comes is looked at where it is used
  async function ask(method: string, path: string, body?: object): Promise<any> {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${baseUrl}/api${path}`, {
      method,
      ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
      headers: { cookie, origin: baseUrl, ...(isForm ? {} : { "content-type": "application/json" }) },
    });
    for (const set of answer.headers.getSetCookie()) cookie += `; ${set.split(";")[0]}`;
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  await ask("POST", "/organisation/first", {
    ...{ organisation: "Nordvarme", name: "Karen Skovbo", email: "karen@nordvarme.example" },
    password: "en lang adgangskode",
  });
  const session = await ask("GET", "/organisation/session");
  return {
    ask,
    cookie: () => cookie,
    organisationId: session.organisation.id as string,
    unitId: session.roles.find((held: { unitId: string | null }) => held.unitId).unitId as string,
  };
}
export type Leader = Awaited<ReturnType<typeof firstLeader>>;
