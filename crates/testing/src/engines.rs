//! One test, two engines.

/// Makes two tests of one: `<name>::sqlite` and `<name>::postgres`, each with a database of its own,
/// on several threads as in production.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($db:ident: $kind:ty) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn check($db: $kind) $body

            #[test]
            fn sqlite() {
                $crate::run(async { Box::pin(check($crate::TestDb::sqlite().await)).await });
            }

            #[test]
            fn postgres() {
                $crate::run(async { Box::pin(check($crate::TestDb::postgres().await)).await });
            }
        }
    )+};
}

/// Runs a test to its end on a runtime of its own, with several threads.
pub fn run(test: impl Future<Output = ()> + Send + 'static) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    // On a worker thread rather than this one, so that `block_in_place` works while values are dropped.
    if let Err(failed) = runtime.block_on(runtime.spawn(test)) {
        std::panic::resume_unwind(failed.into_panic());
    }
}
