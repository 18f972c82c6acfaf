package org.pxebootstack.contract.install;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which disk may be overwritten. */
public enum WipePolicy {
  /** Whatever is on it. */
  @JsonProperty("any")
  ANY,
  /** A disk without any signature, or one that carries this stack's file system labels. */
  @JsonProperty("blank-or-ours")
  BLANK_OR_OURS,
  /** Only a disk without any signature. */
  @JsonProperty("blank-only")
  BLANK_ONLY
}
