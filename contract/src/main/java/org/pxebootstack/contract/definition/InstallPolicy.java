package org.pxebootstack.contract.definition;

/** When a machine that reaches the network boot is installed. */
public enum InstallPolicy {
  /** Each time: right for firmware that tries the disk first. */
  ALWAYS,
  /** Until it has succeeded once: right for firmware that tries the network first. */
  ONCE
}
