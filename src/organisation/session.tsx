import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer } from "#platform/http/client.ts";
import { type About, type Action, mayAnywhere, may as mayViewer } from "./access.ts";
import { client } from "./client.ts";
import type { Viewer } from "./model.ts";
import type { Session } from "./wire.ts";

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["organisation", "session"],
  staleTime: 5 * 60_000,
  queryFn: (): Promise<Session | null> => answer(client.session.$get()),
});

let last: Session | null = null;

/** The session on a page that only shows to those who are signed in. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (data) last = data;
  // Signed out this very moment: the page still stands until sign-in has taken its place.
  const session = data ?? last;
  if (!session) throw new Error("useSession is used where nobody is signed in");
  return session;
}

const viewerOfSession = (session: Session): Viewer => ({
  organisationId: session.organisation.id,
  personId: session.person.id,
  name: session.person.name,
  email: session.person.email,
  locale: session.person.locale,
  timeZone: session.organisation.timeZone,
  roles: session.roles,
});

/** Asks the same table as the routes do, so that nobody is shown a button that would refuse her. */
export function useMay(): {
  may: (action: Action, about?: About) => boolean;
  mayAnywhere: (action: Action) => boolean;
} {
  const viewer = viewerOfSession(useSession());
  return {
    may: (action, about) => mayViewer(viewer, action, about),
    mayAnywhere: (action) => mayAnywhere(viewer, action),
  };
}
