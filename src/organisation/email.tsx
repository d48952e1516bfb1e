import styles from "./people.module.css";

/** Where it must break, it breaks at the @. */
export function Email({ address }: { address: string }) {
  const [name, domain] = address.split(/(?=@)/);
  return (
    <span className={styles.email}>
      {name}
      <wbr />
      {domain}
    </span>
  );
}
