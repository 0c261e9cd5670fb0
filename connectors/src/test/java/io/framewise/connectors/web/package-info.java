/** Tests of camera. */
package io.framewise.connectors.web;
