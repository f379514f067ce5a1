//! Fonts packed for the web (WOFF 1.0 and 2.0) to the plain fonts inside.

use std::sync::Arc;

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// The largest plain font, in bytes. The crate has the same limit for WOFF 2.0.
const MAX_BYTES: usize = 128 << 20;

/// The plain font in the bytes of a file; most are plain already.
///
/// # Errors
/// What is wrong with the file, for a message.
pub(super) fn plain(bytes: Arc<Vec<u8>>) -> Result<Arc<Vec<u8>>, String> {
    let unpacked = match bytes.get(..4) {
        Some(b"wOFF") => {
            let mut left = MAX_BYTES;
            // The crate's own decoder reserves as much memory as the file claims to need.
            wuff::decompress_woff1_with_custom_z(&bytes, &mut |packed, size| {
                let table = decompress_to_vec_zlib_with_limit(packed, size.min(left))
                    .map_err(|error| error.to_string())?;
                left -= table.len();
                Ok(table)
            })
        }
        Some(b"wOF2") => wuff::decompress_woff2(&bytes),
        _ => return Ok(bytes),
    };
    unpacked.map(Arc::new).map_err(|_| "it is a damaged WOFF file".to_string())
}
