/** Tests of the measurements. */
package io.framewise.lab.model;
