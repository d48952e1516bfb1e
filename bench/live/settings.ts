/** As the product runs its database: what is acknowledged is on the disk. */
export const asInTheProduct = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" } as const;
