using Discord.Gateway.Transport;

namespace Discord.Gateway.Tests.Transport;

/// <summary>The pump's thread is lent to the consumer, and does without it when it does not come back.</summary>
public sealed class ThreadLoanTests
{
    [Fact]
    public void The_consumer_runs_on_the_lenders_thread_and_the_lender_goes_on()
    {
        using var loan = new ThreadLoan(() => Assert.Fail("Nobody kept the thread."));
        int consumer = 0;

        Assert.True(loan.TryLend(() => consumer = Environment.CurrentManagedThreadId));

        Assert.Equal(Environment.CurrentManagedThreadId, consumer);
    }

    [Fact]
    public void Another_thread_goes_on_when_the_consumer_keeps_the_lenders()
    {
        using var isGoneOn = new ManualResetEventSlim();
        int goneOn = 0;
        using var loan = new ThreadLoan(() =>
        {
            goneOn++;
            isGoneOn.Set();
        });

        Assert.False(loan.TryLend(isGoneOn.Wait));

        Assert.Equal(1, goneOn);
    }

    [Fact]
    public void A_thread_that_comes_back_late_ends_no_loan_but_its_own()
    {
        using var isLentAgain = new ManualResetEventSlim();
        using var isBack = new ManualResetEventSlim();
        using var isDone = new ManualResetEventSlim();
        bool wasSecondItsOwn = false;
        ThreadLoan? loan = null;
        using ThreadLoan disposed = loan = new ThreadLoan(() =>
        {
            // The second loan is short, and the first thread comes back in the middle of it.
            wasSecondItsOwn = loan!.TryLend(() =>
            {
                isLentAgain.Set();
                isBack.Wait();
            });
            isDone.Set();
        });

        Assert.False(loan.TryLend(isLentAgain.Wait));
        isBack.Set();
        isDone.Wait(TestContext.Current.CancellationToken);

        Assert.True(wasSecondItsOwn);
    }

    [Fact]
    public void Each_of_many_loans_is_looked_after()
    {
        using var isGoneOn = new AutoResetEvent(false);
        using var loan = new ThreadLoan(() => isGoneOn.Set());

        for (int i = 0; i < 20; i++)
        {
            Assert.True(loan.TryLend(() => { }));
            Assert.False(loan.TryLend(() => isGoneOn.WaitOne()));
        }
    }
}
