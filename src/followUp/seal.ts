import { sealFor } from "#platform/seal.ts";

export const { seal, unseal } = sealFor("what two people say to each other");
