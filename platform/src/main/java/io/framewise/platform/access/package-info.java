/** Keys that clients show, and how they are kept. */
package io.framewise.platform.access;
