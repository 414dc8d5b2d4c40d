import logging, time, collections
from django.test import Client, TestCase
from .addresses import addresses
from .asking import ask, Outcome
from .world import World

class Dump(TestCase):
    @classmethod
    def setUpTestData(cls):
        t=time.time()
        cls.world = World()
        print("world", time.time()-t)

    def test_dump(self):
        logging.disable(logging.ERROR)
        t=time.time()
        rows = addresses(self.world)
        print("addresses", len(rows), time.time()-t)
        out=open("/tmp/mx_dump.tsv","w")
        times={}
        for who,user in [*self.world.people.items(), ("anonymous", None)]:
            c=Client(raise_request_exception=False)
            if user: c.force_login(user)
            t=time.time()
            for a in rows:
                g=ask(c,a.url)
                p=ask(c,a.url,{}) if not a.query else None
                print(who,a.name,a.case.name,a.url,g.outcome.value,g,sorted(g.secrets),p and p.outcome.value,p,sorted(p.secrets) if p else "",sep="\t",file=out)
            times[who]=time.time()-t
            print(who,times[who], flush=True)
        logging.disable(logging.NOTSET)
