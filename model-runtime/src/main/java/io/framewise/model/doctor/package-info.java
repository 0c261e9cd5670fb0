/** The command {@code doctor}: what this machine computes, and how fast. */
package io.framewise.model.doctor;
