/** Tests of sources as data. */
package io.framewise.connectors.definition;
