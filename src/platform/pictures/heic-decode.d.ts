/** What we use of it; the types that others have published for it know only half of that. */
declare module "heic-decode" {
  type Found = {
    width: number;
    height: number;
    decode(): Promise<{ width: number; height: number; data: Uint8ClampedArray }>;
  };
  const decode: { all(file: { buffer: Uint8Array }): Promise<Found[]> };
  export default decode;
}
