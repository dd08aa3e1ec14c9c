// One test after the other: a clock that a test moves must not run ahead of the thread pool, and the pool is at rest only if nobody else uses it (ThreadPoolRest).
// It costs no time: the tests keep a processor busy, and another test assembly has the other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
