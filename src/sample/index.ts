import { createOrganisation, isEmptyInstallation } from "#organisation/store.ts";
import type { Config } from "#platform/config.ts";
import type { Database } from "#platform/database/index.ts";
import { inSystem } from "#platform/database/index.ts";

const leader = { name: "Karen Skovbo", email: "karen.skovbo@nordvarme.example" };

/** Makes the sample organisation, if the installation is empty; says whom to sign in as. */
export async function loadSample(db: Database, _config: Config): Promise<{ email: string; isNew: boolean }> {
  return inSystem(db, async (tx) => {
    if (!(await isEmptyInstallation(tx))) return { email: leader.email, isNew: false };
    await createOrganisation(tx, {
      organisation: "Nordvarme",
      ...leader,
      locale: "da",
      userId: null,
      isSample: true,
    });
    return { email: leader.email, isNew: true };
  });
}
