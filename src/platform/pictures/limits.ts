/** What a picture may be that is sent in: said beside the field, and held by the server. */
export const pictureLimits = {
  /** As it comes in. */
  megabytes: 15,
  /** A logo is no photo. */
  logoMegabytes: 5,
  /** More than any phone's camera takes; less than what a small file can be blown up to. */
  megapixels: 64,
} as const;
