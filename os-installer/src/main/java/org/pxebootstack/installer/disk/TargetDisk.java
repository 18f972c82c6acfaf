package org.pxebootstack.installer.disk;

/**
 * The divided disk.
 *
 * @param device the whole disk
 * @param esp the EFI system partition (UEFI, section 13.3)
 * @param espNumber its number in the partition table
 * @param root the root partition
 */
public record TargetDisk(String device, String esp, int espNumber, String root) {}
