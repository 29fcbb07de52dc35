/** What every layer may use. */
package org.mpssl;
