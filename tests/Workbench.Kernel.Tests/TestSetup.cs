// Kernels take whole processes and the console: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
