package ask
import ("testing";"time";"fmt";"safir/internal/store";"safir/internal/register")
func TestSlow(t *testing.T){
 h:=open(t); t0:=time.Now(); s:=generated(t,h,10000); fmt.Println("made",time.Since(t0))
 for _,q:=range []string{"Iran", "ایران عراق", "Kyrgyzstan rail", "topic:trade", "kind:statement to:Oman", "verb:visit place:Moscow", "\"خط انتقال برق\"", "میعانات گازی", "after:2024 Iran", "pair:IRN-TUR kind:event", "-ایران ترکیه", "kind:commitment Cairo"} {
  a:=h.asker(t,s,"2026-01-01")
  t0=time.Now(); r,_:=a.Search(t.Context(),q,20); d:=time.Since(t0)
  qq,_:=a.Read(q)
  t0=time.Now(); hits,_,_:=a.hits(t.Context(),qq,160,&Answer{}); d2:=time.Since(t0)
  t0=time.Now(); a.cover(t.Context(),"","",nil,nil,0); d3:=time.Since(t0)
  t0=time.Now(); s.FindReports(t.Context(),qq.Terms,0); d4:=time.Since(t0)
  fmt.Println(q,len(r.Rows),len(r.Reports),d,"hits",len(hits),d2,"cover",d3,"reports",d4)
 }
 t0=time.Now(); x,_:=s.Find(t.Context(),store.Query{Kinds:[]register.Kind{register.Event},Parties:[]string{"IRN","TUR"}}); fmt.Println("pair find",len(x),time.Since(t0))
}
